package ui

import (
	"image/color"

	"fyne.io/fyne/v2"
)

// The window's own colours and sizes, beside the ones that Fyne names. Foreground,
// disabled (quiet text), primary, separator and the rest keep Fyne's names.
const (
	colorSurface       fyne.ThemeColorName = "retune-surface"
	colorFine          fyne.ThemeColorName = "retune-fine"
	colorFineTint      fyne.ThemeColorName = "retune-fine-tint"
	colorAttention     fyne.ThemeColorName = "retune-attention"
	colorAttentionTint fyne.ThemeColorName = "retune-attention-tint"
	colorBroken        fyne.ThemeColorName = "retune-broken"
	colorBrokenTint    fyne.ThemeColorName = "retune-broken-tint"
	colorBusyTint      fyne.ThemeColorName = "retune-busy-tint"
	colorMark          fyne.ThemeColorName = "retune-mark" // the mark inside a filled sign

	sizeNumeral  fyne.ThemeSizeName = "retune-numeral"
	sizeHeadline fyne.ThemeSizeName = "retune-headline"
	sizeTitle    fyne.ThemeSizeName = "retune-title"
	sizeQuiet    fyne.ThemeSizeName = "retune-quiet"
)

// palette is the colours of one variant.
type palette struct {
	page, surface, line, text, quiet color.NRGBA
	accent, onAccent                 color.NRGBA
	fine, fineTint                   color.NRGBA
	attention, attentionTint         color.NRGBA
	broken, brokenTint               color.NRGBA
	busyTint, mark                   color.NRGBA
}

func lightPalette() palette {
	return palette{
		page: hex(0xF6F6F2), surface: hex(0xFFFFFF), line: hex(0xE2E3DD),
		text: hex(0x1C2230), quiet: hex(0x596273),
		accent: hex(0x2B57D9), onAccent: hex(0xFFFFFF),
		fine: hex(0x1E7A4C), fineTint: hex(0xE7F4EC),
		attention: hex(0x9A5300), attentionTint: hex(0xFFF3DF),
		broken: hex(0xB3261E), brokenTint: hex(0xFDECEA),
		busyTint: hex(0xE9EEFC), mark: hex(0xFFFFFF),
	}
}

func darkPalette() palette {
	return palette{
		page: hex(0x13161C), surface: hex(0x1B2029), line: hex(0x2C3340),
		text: hex(0xE9ECF2), quiet: hex(0xA3ACBA),
		accent: hex(0x8DB0FF), onAccent: hex(0x0E1726),
		fine: hex(0x6FD3A0), fineTint: hex(0x1B3126),
		attention: hex(0xF2B45C), attentionTint: hex(0x33291A),
		broken: hex(0xFF9C92), brokenTint: hex(0x3A211F),
		busyTint: hex(0x1D2942), mark: hex(0x10141B),
	}
}

// named returns the colour of a name of ours, or of Fyne's where the window has an
// opinion on it.
func (p palette) named(name fyne.ThemeColorName) (color.NRGBA, bool) {
	shown, ok := p.ours()[name]
	if !ok {
		shown, ok = p.fynes()[name]
	}
	return shown, ok
}

func (p palette) ours() map[fyne.ThemeColorName]color.NRGBA {
	return map[fyne.ThemeColorName]color.NRGBA{
		colorSurface: p.surface, colorMark: p.mark, colorBusyTint: p.busyTint,
		colorFine: p.fine, colorFineTint: p.fineTint,
		colorAttention: p.attention, colorAttentionTint: p.attentionTint,
		colorBroken: p.broken, colorBrokenTint: p.brokenTint,
	}
}

// hex makes an opaque colour of its RGB notation.
func hex(rgb uint32) color.NRGBA {
	return color.NRGBA{R: uint8(rgb >> 16), G: uint8(rgb >> 8), B: uint8(rgb), A: 0xFF}
}

// faded is the colour at a part of its strength, 0 to 255.
func faded(c color.NRGBA, alpha uint8) color.NRGBA {
	c.A = alpha
	return c
}
