import registryMountInstanceUnresolved from './registry-mount-instance-unresolved.js';

export default [registryMountInstanceUnresolved];
