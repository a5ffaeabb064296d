// SPDX-License-Identifier: Apache-2.0
// One request on a loaded model, from text to pixels: the walk that the design describes, stage by stage.
// A free function; engine thread.
#pragma once

#include "pipeline/loaded_model.h"
#include "pipeline/prompt_plan.h"
#include "pipeline/run_picture.h"
#include "pipeline/session.h"
#include "pipeline/text_encoding.h"

namespace lemnos {

/// Begins a run: makes every network ready (weights uploaded, shaders compiled, memory planned).
Status prepare(LoadedModel& model, TextEncoding& texts, const Request& request, const PromptPlans& plans,
               const RunPicture& picture, const CancelToken& cancel, const RunCallbacks& callbacks);

/// Fills pictures, prompts, notes and times of `result`, whose request is complete.
Status run_request(LoadedModel& model, TextEncoding& texts, const PromptPlans& plans, const RunPicture& picture,
                   const CancelToken& cancel, const RunCallbacks& callbacks, RunResult& result);

/// How the prompts of a request are read.
PromptRules prompt_rules(const Request& request);

}  // namespace lemnos
