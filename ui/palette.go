package ui

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// The window's own colors and sizes, in addition to Fyne's. Foreground, disabled (subdued
// text), primary, separator and the others keep Fyne's names.
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

// palette is the set of colors of one theme variant.
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

// names maps color names, the window's own and Fyne's, to colors.
func (p palette) names() map[fyne.ThemeColorName]color.Color {
	return map[fyne.ThemeColorName]color.Color{
		colorSurface: p.surface, colorMark: p.mark, colorBusyTint: p.busyTint,
		colorFine: p.fine, colorFineTint: p.fineTint,
		colorAttention: p.attention, colorAttentionTint: p.attentionTint,
		colorBroken: p.broken, colorBrokenTint: p.brokenTint,

		theme.ColorNameBackground:          p.page,
		theme.ColorNameForeground:          p.text,
		theme.ColorNameDisabled:            p.quiet,
		theme.ColorNamePlaceHolder:         p.quiet,
		theme.ColorNamePrimary:             p.accent,
		theme.ColorNameForegroundOnPrimary: p.onAccent,
		theme.ColorNameHyperlink:           p.accent,
		theme.ColorNameFocus:               faded(p.accent, 0x50),
		theme.ColorNameSelection:           faded(p.accent, 0x40),
		theme.ColorNameHover:               faded(p.text, 0x0E),
		theme.ColorNamePressed:             faded(p.text, 0x20),
		theme.ColorNameSeparator:           p.line,
		theme.ColorNameButton:              p.surface,
		theme.ColorNameInputBackground:     p.surface,
		theme.ColorNameInputBorder:         p.quiet,
		theme.ColorNameMenuBackground:      p.surface,
		theme.ColorNameOverlayBackground:   p.surface,
		theme.ColorNameScrollBar:           faded(p.quiet, 0xB0),
		theme.ColorNameScrollBarBackground: faded(p.quiet, 0x00),
		theme.ColorNameShadow:              faded(p.text, 0x00),
		theme.ColorNameSuccess:             p.fine,
		theme.ColorNameWarning:             p.attention,
		theme.ColorNameError:               p.broken,
	}
}

// hex returns the opaque color of an RGB number.
func hex(rgb uint32) color.NRGBA {
	return color.NRGBA{R: uint8(rgb >> 16 & 0xFF), G: uint8(rgb >> 8 & 0xFF), B: uint8(rgb & 0xFF), A: 0xFF}
}

// faded returns the color with an opacity of 0 to 255.
func faded(c color.NRGBA, alpha uint8) color.NRGBA {
	c.A = alpha
	return c
}
