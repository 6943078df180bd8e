export { Camera, CameraPurpose } from './camera.entity.ts';
export { CameraRepository } from './camera.repository.ts';
