export { Camera, CameraPurpose } from './camera.entity.ts';
export { CameraRepository, MOST_CAMERAS } from './camera.repository.ts';
