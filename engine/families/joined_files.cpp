// SPDX-License-Identifier: Apache-2.0
#include "families/joined_files.h"

namespace lemnos {

Result<Checkpoint> with_network(Checkpoint model, std::string_view root, Checkpoint network) {
    std::vector<TensorInfo> kept = model.tensors();
    std::erase_if(kept, [prefix = fmt::format("{}.", root)](const TensorInfo& tensor) {
        return tensor.name.starts_with(prefix);
    });
    const std::filesystem::path path = model.path();
    const std::string format = model.format();
    const std::map<std::string, std::string> metadata = model.metadata();
    LEMNOS_TRY(model, std::move(model).with_tensors(std::move(kept)));
    std::vector<Checkpoint::Part> parts;
    parts.push_back({"", std::move(model)});
    parts.push_back({"", std::move(network)});
    return Checkpoint::join(path, format, metadata, std::move(parts));
}

}  // namespace lemnos
