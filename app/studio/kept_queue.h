// SPDX-License-Identifier: Apache-2.0
// What QueueJournal writes, as plain values and as JSON: the jobs in their order, and the grids whose cells name jobs
// by their place in it. Free functions; any thread.
#pragma once

#include <QByteArray>

#include "studio/grid_runs.h"

namespace lemnos::studio {

struct KeptQueue {
    QList<Job> jobs;    // without their ids; those for a document without its layers
    QList<Grid> grids;  // their cells' `job` counts the jobs from 1; 0 is none
    Status damage;      // names the first entry that could not be read; the others are there
};

QByteArray toBytes(const KeptQueue& queue);
/// An error names the field, and says that nothing could be read; see also `damage`. Understands what was written
/// before there were grids and jobs for documents.
Result<KeptQueue> keptQueueFrom(const QByteArray& bytes);

}  // namespace lemnos::studio
