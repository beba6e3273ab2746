package ui

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// Theme is how Retune looks: its colours, light or dark as the system asks for, and
// its sizes. Fonts and icons are Fyne's.
type Theme struct {
	light, dark palette
}

var _ fyne.Theme = Theme{}

// NewTheme returns the theme that the window expects the app to have.
func NewTheme() Theme { return Theme{light: lightPalette(), dark: darkPalette()} }

// Color returns a colour of the palette that belongs to the variant.
func (t Theme) Color(name fyne.ThemeColorName, variant fyne.ThemeVariant) color.Color {
	colors := t.light
	if variant == theme.VariantDark {
		colors = t.dark
	}
	if named, ok := colors.named(name); ok {
		return named
	}
	return theme.DefaultTheme().Color(name, variant)
}

// Font returns Fyne's font.
func (t Theme) Font(style fyne.TextStyle) fyne.Resource { return theme.DefaultTheme().Font(style) }

// Icon returns Fyne's icon.
func (t Theme) Icon(name fyne.ThemeIconName) fyne.Resource { return theme.DefaultTheme().Icon(name) }

// Size returns a size in Fyne's units.
func (t Theme) Size(name fyne.ThemeSizeName) float32 {
	switch name {
	case sizeNumeral:
		return 54
	case sizeHeadline:
		return 20
	case sizeTitle:
		return 16
	case theme.SizeNameText:
		return 14
	case sizeQuiet:
		return 13
	case theme.SizeNameCaptionText:
		return 12
	case theme.SizeNameInputRadius, theme.SizeNameSelectionRadius:
		return buttonRadius
	case theme.SizeNameScrollBarSmall:
		return 4
	case theme.SizeNameScrollBar:
		return 10
	default:
		return theme.DefaultTheme().Size(name)
	}
}

// fynes are the colours that Fyne's own widgets ask for.
func (p palette) fynes() map[fyne.ThemeColorName]color.NRGBA {
	return map[fyne.ThemeColorName]color.NRGBA{
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
