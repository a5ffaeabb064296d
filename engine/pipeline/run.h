// SPDX-License-Identifier: Apache-2.0
// One request on a loaded model, from text to pixels: the walk that the design describes, stage by stage.
// A free function; engine thread.
#pragma once

#include "pipeline/loaded_model.h"
#include "pipeline/prompt_plan.h"
#include "pipeline/run_networks.h"
#include "pipeline/run_picture.h"
#include "pipeline/session.h"
#include "pipeline/text_encoding.h"

namespace lemnos {

/// Begins a run: the networks that a complete request needs.
Result<RunNetworks> networks_of_run(const LoadedModel& model, TextEncoding& texts, const Request& request,
                                    const PromptPlans& plans, const RunPicture& picture, const RunCallbacks& callbacks);

/// Makes the networks ready that the plan keeps: weights uploaded, shaders compiled. The others are made when their
/// turn comes.
Status prepare(LoadedModel& model, const RunNetworks& networks, const MemoryPlan& plan, const CancelToken& cancel);

/// Fills pictures, prompts, notes and times of `result`, whose request is complete.
Status run_request(LoadedModel& model, TextEncoding& texts, const PromptPlans& plans, const RunPicture& picture,
                   const MemoryPlan& memory, const CancelToken& cancel, const RunCallbacks& callbacks,
                   RunResult& result);

/// How the prompts of a request are read.
PromptRules prompt_rules(const Request& request);

}  // namespace lemnos
