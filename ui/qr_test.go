package ui

import (
	"image"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode"

	"retune/diagnostics/guide"
)

// scanned returns what a phone reads from a picture.
func scanned(t *testing.T, picture image.Image) string {
	t.Helper()
	bitmap, err := gozxing.NewBinaryBitmapFromImage(picture)
	if err != nil {
		t.Fatal(err)
	}
	result, err := qrcode.NewQRCodeReader().Decode(bitmap, nil)
	if err != nil {
		t.Fatalf("nothing can be read: %v", err)
	}
	return result.GetText()
}

func TestAPhoneReadsTheAddressOfSupportOffTheScreen(t *testing.T) {
	r := started(t, allFine())
	r.turnTo(supportTab)
	address := r.content.Doors.Address(guide.LinkSupport)
	r.wants(address)
	var code *described
	r.visible(func(object fyne.CanvasObject, _ fyne.Position) {
		if shown, ok := object.(*described); ok && strings.Contains(shown.words, "QR") {
			code = shown
		}
	})
	if code == nil {
		t.Fatal("there is no QR code")
	}
	r.reveal(code)
	if got := scanned(t, r.window.Canvas().Capture()); got != address {
		t.Errorf("it leads to %q instead of %q", got, address)
	}
}

func TestAnAddressThatFitsIntoNoCodeHasNone(t *testing.T) {
	if newQR(strings.Repeat("x", 5000), "") != nil {
		t.Error("there is a code")
	}
}
