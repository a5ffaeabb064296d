# SPDX-License-Identifier: Apache-2.0
"""Module names of diffusers beside ours, for the reader of diffusers' files: those of the networks whose weights the
other golden files load into diffusers by these very names."""

import json

import ldm_names
from store import GOLDEN, report

CASES = {"unet_sd1": ldm_names.unet, "unet_sd2": ldm_names.unet, "unet_sdxl": ldm_names.unet,
         "vae_res1": ldm_names.vae, "vae_res2": ldm_names.vae}


def main() -> None:
    found = {}
    for case, names in CASES.items():
        manifest = json.loads((GOLDEN / f"{case}.json").read_text())
        config = manifest["config"]["unet" if case.startswith("unet") else "vae"]
        modules = {tensor["name"].rpartition(".")[0] for tensor in manifest["tensors"]}
        root = ldm_names.UNET if case.startswith("unet") else ldm_names.VAE
        present = lambda ours: any(module == ours or module.startswith(ours + ".") for module in modules)
        # The reference builds SDXL's size labels as class labels; SDXL's own files call the same module add_embedding.
        found[case] = [[ours.removeprefix(root), theirs.replace("class_embedding", "add_embedding")]
                       for ours, theirs in names(config) if present(ours)]
    rows = ",\n".join(f"{json.dumps(case)}: {json.dumps(pairs)}" for case, pairs in found.items())
    (GOLDEN / "diffusers_names.json").write_text(f"{{\n{rows}\n}}\n")
    report("diffusers_names", "json")


if __name__ == "__main__":
    main()
