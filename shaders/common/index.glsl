// SPDX-License-Identifier: Apache-2.0
// Numbering of workgroups that the host folded into two directions (Recorder::groups_for). The row length is a constant
// and not gl_NumWorkGroups, because the executor may cut a dispatch into several.
//
// One size for every op without shared memory: a few subgroups on GPUs, and few enough workgroups on processors.
// It is no specialization constant: Mesa 22.3 leaves gl_WorkGroupSize at the unspecialised value.
#define WORKGROUP_SIZE 64
layout(local_size_x = WORKGROUP_SIZE) in;

#define FOLD 32768u
uint flat_workgroup() { return gl_WorkGroupID.y * FOLD + gl_WorkGroupID.x; }
uint flat_invocation() { return flat_workgroup() * WORKGROUP_SIZE + gl_LocalInvocationID.x; }
