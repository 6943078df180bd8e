export { Camera, CameraPurpose } from './camera.entity.ts';
export { CameraRepository } from './camera.repository.ts';
export { CameraResolver } from './camera.resolver.ts';
