package ui

import (
	"image"
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"rsc.io/qr"
)

// quietZone is the width of the empty margin around a QR code, in modules (ISO/IEC 18004).
const quietZone = 4

// codeSize is the size of a QR code that a phone can read at arm's length.
const codeSize = 164

// newWay shows the address of a page with its buttons, and its QR code for a phone.
func newWay(v viewer, host *host, address string, acts ...fyne.CanvasObject) fyne.CanvasObject {
	shown := newProse(address, sizeQuiet).monospace()
	shown.label.Wrapping = fyne.TextWrapBreak
	words := container.New(column{gap: 10}, newNook(newTextResult(host, shown)))
	code := newQR(address, v.say("support.code"))
	if code != nil {
		words.Add(newProse(v.say("support.phone"), sizeQuiet).quiet())
	}
	for _, act := range acts {
		words.Add(act)
	}
	if code == nil {
		return words
	}
	return container.New(line{gap: 16, grow: 0, top: true}, words, code)
}

// newQR makes a QR code of an address, to be scanned with a phone; words is its description
// for people who cannot see it. It is dark on light in any theme, because not every camera
// reads the reverse. It returns nil if the address is too long.
func newQR(address, words string) fyne.CanvasObject {
	code, err := qr.Encode(address, qr.M)
	if err != nil {
		return nil
	}
	raster := canvas.NewRaster(func(width, height int) image.Image { return drawQR(code, width, height) })
	raster.ScaleMode = canvas.ImageScalePixels
	raster.SetMinSize(fyne.NewSquareSize(codeSize))
	return newDescribed(raster, words)
}

// drawQR draws a code in the center of an area. Each module is the same whole number of
// pixels wide, so that edges are sharp.
func drawQR(code *qr.Code, width, height int) image.Image {
	picture := image.NewPaletted(image.Rect(0, 0, width, height), color.Palette{color.White, color.Black})
	module := min(width, height) / (code.Size + 2*quietZone)
	left, top := (width-module*code.Size)/2, (height-module*code.Size)/2
	for y := range module * code.Size {
		for x := range module * code.Size {
			if code.Black(x/module, y/module) {
				picture.SetColorIndex(left+x, top+y, 1)
			}
		}
	}
	return picture
}
