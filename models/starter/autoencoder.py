# SPDX-License-Identifier: Apache-2.0
"""The autoencoder (names of the original Stable Diffusion) and the tiny one for previews (names of TAESD)."""
import torch
import torch.nn.functional as F
from torch import nn

from fused_norm import group_norm_silu

VAE = dict(z_channels=4, ch=32, ch_mult=[2, 2, 3, 4], num_res_blocks=1)
TINY_VAE = dict(channels=32)


def norm(channels):
    return nn.GroupNorm(32, channels, eps=1e-6)


class ResnetBlock(nn.Module):
    def __init__(self, channels, out_channels):
        super().__init__()
        self.norm1, self.conv1 = norm(channels), nn.Conv2d(channels, out_channels, 3, padding=1)
        self.norm2, self.conv2 = norm(out_channels), nn.Conv2d(out_channels, out_channels, 3, padding=1)
        self.nin_shortcut = nn.Conv2d(channels, out_channels, 1) if channels != out_channels else None

    def forward(self, x):
        h = self.conv1(group_norm_silu(self.norm1, x))
        h = self.conv2(group_norm_silu(self.norm2, h))
        return h + (x if self.nin_shortcut is None else self.nin_shortcut(x))


class AttentionBlock(nn.Module):
    def __init__(self, channels):
        super().__init__()
        self.norm = norm(channels)
        self.q, self.k, self.v, self.proj_out = (nn.Conv2d(channels, channels, 1) for _ in range(4))

    def forward(self, x):
        h = self.norm(x)
        q, k, v = (layer(h).flatten(2).transpose(1, 2)[:, None] for layer in (self.q, self.k, self.v))
        mixed = F.scaled_dot_product_attention(q, k, v)[:, 0].transpose(1, 2).unflatten(2, x.shape[2:])
        return x + self.proj_out(mixed)


class Resample(nn.Module):
    def __init__(self, channels, down):
        super().__init__()
        self.down = down
        self.conv = nn.Conv2d(channels, channels, 3, stride=2) if down else nn.Conv2d(channels, channels, 3, padding=1)

    def forward(self, x):
        if self.down:
            return self.conv(F.pad(x, (0, 1, 0, 1)))
        return self.conv(F.interpolate(x, scale_factor=2, mode="nearest"))


def level(blocks, resample=None, name=None):
    module = nn.Module()
    module.block = nn.ModuleList(blocks)
    if resample is not None:
        module.add_module(name, resample)
    return module


def middle(channels):
    module = nn.Module()
    module.block_1, module.attn_1, module.block_2 = ResnetBlock(channels, channels), AttentionBlock(channels), ResnetBlock(channels, channels)
    return module


def run_middle(mid, x):
    return mid.block_2(mid.attn_1(mid.block_1(x)))


class Encoder(nn.Module):
    def __init__(self, config):
        super().__init__()
        ch, mult, depth = config["ch"], config["ch_mult"], config["num_res_blocks"]
        self.conv_in = nn.Conv2d(3, ch, 3, padding=1)
        self.down = nn.ModuleList()
        channels = ch
        for index, factor in enumerate(mult):
            blocks = [ResnetBlock(channels if i == 0 else ch * factor, ch * factor) for i in range(depth)]
            channels = ch * factor
            self.down.append(level(blocks, Resample(channels, True) if index < len(mult) - 1 else None, "downsample"))
        self.mid = middle(channels)
        self.norm_out, self.conv_out = norm(channels), nn.Conv2d(channels, 2 * config["z_channels"], 3, padding=1)

    def forward(self, x):
        x = self.conv_in(x)
        for stage in self.down:
            for block in stage.block:
                x = block(x)
            if hasattr(stage, "downsample"):
                x = stage.downsample(x)
        return self.conv_out(group_norm_silu(self.norm_out, run_middle(self.mid, x)))


class Decoder(nn.Module):
    def __init__(self, config):
        super().__init__()
        ch, mult, depth = config["ch"], config["ch_mult"], config["num_res_blocks"]
        channels = ch * mult[-1]
        self.conv_in = nn.Conv2d(config["z_channels"], channels, 3, padding=1)
        self.mid = middle(channels)
        stages = []
        for index, factor in reversed(list(enumerate(mult))):
            blocks = [ResnetBlock(channels if i == 0 else ch * factor, ch * factor) for i in range(depth + 1)]
            channels = ch * factor
            stages.insert(0, level(blocks, Resample(channels, False) if index else None, "upsample"))
        self.up = nn.ModuleList(stages)
        self.norm_out, self.conv_out = norm(channels), nn.Conv2d(channels, 3, 3, padding=1)

    def forward(self, z):
        x = run_middle(self.mid, self.conv_in(z))
        for stage in reversed(self.up):
            for block in stage.block:
                x = block(x)
            if hasattr(stage, "upsample"):
                x = stage.upsample(x)
        return self.conv_out(group_norm_silu(self.norm_out, x))


def initialise(model):
    """Keeps the signal's size through the network; every residual block starts as the identity."""
    for module in model.modules():
        if isinstance(module, nn.Conv2d) and module.kernel_size == (3, 3):
            nn.init.kaiming_normal_(module.weight, nonlinearity="linear")
    for module in model.modules():
        if isinstance(module, ResnetBlock):
            nn.init.zeros_(module.conv2.weight)


class Autoencoder(nn.Module):
    def __init__(self, config=VAE):
        super().__init__()
        z = config["z_channels"]
        self.encoder, self.decoder = Encoder(config), Decoder(config)
        self.quant_conv, self.post_quant_conv = nn.Conv2d(2 * z, 2 * z, 1), nn.Conv2d(z, z, 1)
        initialise(self)
        nn.init.constant_(self.quant_conv.bias[z:], -5.)     # little noise at first, or the decoder learns to ignore the latents

    def encode(self, pictures):
        """Mean and log variance of the latents; pictures in -1..1."""
        mean, log_variance = self.quant_conv(self.encoder(pictures)).chunk(2, 1)
        return mean, log_variance.clamp(-30, 20)

    def decode(self, latents):
        return self.decoder(self.post_quant_conv(latents))


class TinyBlock(nn.Module):
    def __init__(self, channels):
        super().__init__()
        convs = [nn.Conv2d(channels, channels, 3, padding=1) for _ in range(3)]
        self.conv = nn.Sequential(convs[0], nn.ReLU(), convs[1], nn.ReLU(), convs[2])
        self.fuse = nn.ReLU()

    def forward(self, x):
        return self.fuse(self.conv(x) + x)


class Clamp(nn.Module):
    def forward(self, x):
        return torch.tanh(x / 3) * 3


def tiny_encoder(channels, z=4):
    layers = [nn.Conv2d(3, channels, 3, padding=1), TinyBlock(channels)]
    for _ in range(3):
        layers.append(nn.Conv2d(channels, channels, 3, stride=2, padding=1, bias=False))
        layers += [TinyBlock(channels) for _ in range(3)]
    return nn.Sequential(*layers, nn.Conv2d(channels, z, 3, padding=1))


def tiny_decoder(channels, z=4):
    layers = [Clamp(), nn.Conv2d(z, channels, 3, padding=1), nn.ReLU()]
    for _ in range(3):
        layers += [TinyBlock(channels) for _ in range(3)]
        layers += [nn.Upsample(scale_factor=2), nn.Conv2d(channels, channels, 3, padding=1, bias=False)]
    return nn.Sequential(*layers, TinyBlock(channels), nn.Conv2d(channels, 3, 3, padding=1))


class TinyAutoencoder(nn.Module):
    """Works on scaled latents and on pictures in 0..1, as TAESD does."""

    def __init__(self, config=TINY_VAE):
        super().__init__()
        self.encoder, self.decoder = tiny_encoder(config["channels"]), tiny_decoder(config["channels"])
