# SPDX-License-Identifier: Apache-2.0
"""The diffusion side of the starter model: text encoder and UNet, with the weight names of the original Stable Diffusion."""
import math

import torch
import torch.nn.functional as F
from torch import nn

from fused_norm import group_norm_silu

UNET = dict(in_channels=4, out_channels=4, model_channels=64, channel_mult=[1, 2, 3], num_res_blocks=1, transformer_depth=[0, 1, 1],
            transformer_depth_middle=1, num_head_channels=32, context_dim=192, use_linear_in_transformer=True, adm_in_channels=0)
TEXT = dict(hidden_size=192, layers=3, heads=6, intermediate_size=768, max_length=32, activation="quick_gelu", vocab_size=1000)


def timestep_embedding(t, width):
    half = width // 2
    frequencies = torch.exp(-math.log(10000.) * torch.arange(half, device=t.device, dtype=torch.float32) / half)
    angles = t.float()[:, None] * frequencies
    return torch.cat([angles.cos(), angles.sin()], 1)


def attention(q, k, v, heads, causal=False):
    """Written out: PyTorch's fused attention has a very slow backward pass on a CPU for sequences as short as ours."""
    q, k, v = (x.unflatten(2, (heads, -1)).transpose(1, 2) for x in (q, k, v))
    scores = q @ (k * k.shape[-1] ** -.5).transpose(2, 3)
    if causal:
        scores = scores.masked_fill(torch.ones(scores.shape[-2:], dtype=torch.bool, device=q.device).triu(1), -1e4)
    return (scores.softmax(-1).to(v.dtype) @ v).transpose(1, 2).flatten(2)


class ResBlock(nn.Module):
    def __init__(self, channels, out_channels, emb_channels):
        super().__init__()
        self.in_layers = nn.Sequential(nn.GroupNorm(32, channels), nn.SiLU(), nn.Conv2d(channels, out_channels, 3, padding=1))
        self.emb_layers = nn.Sequential(nn.SiLU(), nn.Linear(emb_channels, out_channels))
        self.out_layers = nn.Sequential(nn.GroupNorm(32, out_channels), nn.SiLU(), nn.Dropout(0.),
                                        nn.Conv2d(out_channels, out_channels, 3, padding=1))
        self.skip_connection = nn.Identity() if channels == out_channels else nn.Conv2d(channels, out_channels, 1)
        nn.init.zeros_(self.out_layers[3].weight)
        nn.init.zeros_(self.out_layers[3].bias)

    def forward(self, x, emb):
        h = self.in_layers[2](group_norm_silu(self.in_layers[0], x)) + self.emb_layers(emb)[:, :, None, None]
        return self.skip_connection(x) + self.out_layers[3](group_norm_silu(self.out_layers[0], h))


class CrossAttention(nn.Module):
    def __init__(self, width, context_width, head_width):
        super().__init__()
        self.heads = width // head_width
        self.to_q = nn.Linear(width, width, bias=False)
        self.to_k = nn.Linear(context_width, width, bias=False)
        self.to_v = nn.Linear(context_width, width, bias=False)
        self.to_out = nn.Sequential(nn.Linear(width, width), nn.Dropout(0.))

    def forward(self, x, context):
        return self.to_out(attention(self.to_q(x), self.to_k(context), self.to_v(context), self.heads))


class GEGLU(nn.Module):
    def __init__(self, width, inner):
        super().__init__()
        self.proj = nn.Linear(width, inner * 2)

    def forward(self, x):
        x, gate = self.proj(x).chunk(2, -1)
        return x * F.gelu(gate, approximate="none")


class FeedForward(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.net = nn.Sequential(GEGLU(width, width * 4), nn.Dropout(0.), nn.Linear(width * 4, width))

    def forward(self, x):
        return self.net(x)


class TransformerBlock(nn.Module):
    def __init__(self, width, context_width, head_width):
        super().__init__()
        self.attn1 = CrossAttention(width, width, head_width)
        self.ff = FeedForward(width)
        self.attn2 = CrossAttention(width, context_width, head_width)
        self.norm1, self.norm2, self.norm3 = nn.LayerNorm(width), nn.LayerNorm(width), nn.LayerNorm(width)

    def forward(self, x, context):
        h = self.norm1(x)
        x = x + self.attn1(h, h)
        x = x + self.attn2(self.norm2(x), context)
        return x + self.ff(self.norm3(x))


class SpatialTransformer(nn.Module):
    def __init__(self, channels, depth, context_width, head_width):
        super().__init__()
        self.norm = nn.GroupNorm(32, channels, eps=1e-6)
        self.proj_in = nn.Linear(channels, channels)
        self.transformer_blocks = nn.ModuleList([TransformerBlock(channels, context_width, head_width) for _ in range(depth)])
        self.proj_out = nn.Linear(channels, channels)
        nn.init.zeros_(self.proj_out.weight)
        nn.init.zeros_(self.proj_out.bias)

    def forward(self, x, context):
        height, width = x.shape[2:]
        h = self.proj_in(self.norm(x).permute(0, 2, 3, 1).flatten(1, 2))
        for block in self.transformer_blocks:
            h = block(h, context)
        return x + self.proj_out(h).unflatten(1, (height, width)).permute(0, 3, 1, 2)


class Downsample(nn.Module):
    def __init__(self, channels):
        super().__init__()
        self.op = nn.Conv2d(channels, channels, 3, stride=2, padding=1)

    def forward(self, x):
        return self.op(x)


class Upsample(nn.Module):
    def __init__(self, channels):
        super().__init__()
        self.conv = nn.Conv2d(channels, channels, 3, padding=1)

    def forward(self, x):
        return self.conv(F.interpolate(x, scale_factor=2, mode="nearest"))


class Stage(nn.Sequential):
    """Layers in a row, each given what it needs."""

    def forward(self, x, emb, context):
        for layer in self:
            if isinstance(layer, ResBlock):
                x = layer(x, emb)
            elif isinstance(layer, SpatialTransformer):
                x = layer(x, context)
            else:
                x = layer(x)
        return x


class UNet(nn.Module):
    def __init__(self, config):
        super().__init__()
        width, mult, blocks = config["model_channels"], config["channel_mult"], config["num_res_blocks"]
        self.width, emb = width, width * 4
        self.time_embed = nn.Sequential(nn.Linear(width, emb), nn.SiLU(), nn.Linear(emb, emb))

        def transformer(channels, depth):
            return [SpatialTransformer(channels, depth, config["context_dim"], config["num_head_channels"])] if depth else []

        self.input_blocks = nn.ModuleList([Stage(nn.Conv2d(config["in_channels"], width, 3, padding=1))])
        channels, skips = width, [width]
        for level, factor in enumerate(mult):
            for _ in range(blocks):
                self.input_blocks.append(Stage(ResBlock(channels, width * factor, emb),
                                               *transformer(width * factor, config["transformer_depth"][level])))
                channels = width * factor
                skips.append(channels)
            if level < len(mult) - 1:
                self.input_blocks.append(Stage(Downsample(channels)))
                skips.append(channels)
        self.middle_block = Stage(ResBlock(channels, channels, emb), *transformer(channels, config["transformer_depth_middle"]),
                                  ResBlock(channels, channels, emb))
        self.output_blocks = nn.ModuleList()
        for level, factor in reversed(list(enumerate(mult))):
            for index in range(blocks + 1):
                layers = [ResBlock(channels + skips.pop(), width * factor, emb),
                          *transformer(width * factor, config["transformer_depth"][level])]
                channels = width * factor
                if level and index == blocks:
                    layers.append(Upsample(channels))
                self.output_blocks.append(Stage(*layers))
        self.out = nn.Sequential(nn.GroupNorm(32, channels), nn.SiLU(), nn.Conv2d(channels, config["out_channels"], 3, padding=1))
        nn.init.zeros_(self.out[2].weight)
        nn.init.zeros_(self.out[2].bias)

    def forward(self, x, t, context):
        emb = self.time_embed(timestep_embedding(t, self.width))
        skips = []
        for stage in self.input_blocks:
            x = stage(x, emb, context)
            skips.append(x)
        x = self.middle_block(x, emb, context)
        for stage in self.output_blocks:
            x = stage(torch.cat([x, skips.pop()], 1), emb, context)
        return self.out[2](group_norm_silu(self.out[0], x))


class TextAttention(nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.heads = heads
        self.q_proj, self.k_proj, self.v_proj, self.out_proj = (nn.Linear(width, width) for _ in range(4))

    def forward(self, x):
        return self.out_proj(attention(self.q_proj(x), self.k_proj(x), self.v_proj(x), self.heads, causal=True))


class TextMLP(nn.Module):
    def __init__(self, width, inner):
        super().__init__()
        self.fc1, self.fc2 = nn.Linear(width, inner), nn.Linear(inner, width)

    def forward(self, x):
        h = self.fc1(x)
        return self.fc2(h * torch.sigmoid(1.702 * h))


class TextLayer(nn.Module):
    def __init__(self, width, heads, inner):
        super().__init__()
        self.self_attn, self.mlp = TextAttention(width, heads), TextMLP(width, inner)
        self.layer_norm1, self.layer_norm2 = nn.LayerNorm(width), nn.LayerNorm(width)

    def forward(self, x):
        x = x + self.self_attn(self.layer_norm1(x))
        return x + self.mlp(self.layer_norm2(x))


class TextEncoder(nn.Module):
    """CLIP's text model: causal, the last hidden state after the final norm is the UNet's context."""

    def __init__(self, config):
        super().__init__()
        width = config["hidden_size"]
        self.embeddings = nn.ModuleDict(dict(token_embedding=nn.Embedding(config["vocab_size"], width),
                                             position_embedding=nn.Embedding(config["max_length"], width)))
        self.encoder = nn.ModuleDict(dict(layers=nn.ModuleList(
            [TextLayer(width, config["heads"], config["intermediate_size"]) for _ in range(config["layers"])])))
        self.final_layer_norm = nn.LayerNorm(width)
        for table in self.embeddings.values():
            nn.init.normal_(table.weight, std=.05)

    def forward(self, ids):
        x = self.embeddings["token_embedding"](ids) + self.embeddings["position_embedding"].weight[:ids.shape[1]]
        for layer in self.encoder["layers"]:
            x = layer(x)
        return self.final_layer_norm(x)


class Diffusion(nn.Module):
    def __init__(self, unet_config, text_config):
        super().__init__()
        self.text = TextEncoder(text_config)
        self.unet = UNet(unet_config)

    def forward(self, x, t, ids):
        return self.unet(x, t, self.text(ids))
