# One image for the gateway and every subgraph: docker-compose.yml says which of them a container is.
FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY . .
RUN npm run build

FROM node:24-bookworm-slim
ENV NODE_ENV=production APOLLO_TELEMETRY_DISABLED=true
WORKDIR /app
# Where cases keeps photos: a volume takes its owner from here.
RUN install -d -o node -g node /data
COPY --from=build --chown=node:node /app /app
USER node
EXPOSE 4000
CMD ["node", "dist/gateway.js"]
