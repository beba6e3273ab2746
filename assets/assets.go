// Package assets holds everything that Retune shows and says as data: the guide, the
// sentences in every language, the icon and the pictures. It does not know how they are used.
package assets

import (
	"embed"
	"io/fs"
)

//go:embed guide/*.json translations/*/*.json
var texts embed.FS

//go:embed pictures/*.svg
var pictures embed.FS

//go:embed icon.png
var iconPNG []byte

// Texts returns the folders "guide" (facts.json and a file for each language) and
// "translations" (a folder of files for each language).
func Texts() fs.FS { return texts }

// IconPNG returns the program's icon as a PNG of 512 by 512 pixels.
func IconPNG() []byte { return append([]byte(nil), iconPNG...) }

// Picture returns a drawing from the folder "pictures" as SVG, given its name without
// extension, such as "offline-mode-iphone".
func Picture(name string) ([]byte, error) { return pictures.ReadFile("pictures/" + name + ".svg") }
