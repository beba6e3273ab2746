//go:build linux

package endtoend

import (
	"testing"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode"
)

// pointsPhone reads the QR code on the screen as a phone's camera does.
func (s *screen) pointsPhone() (address string) {
	s.t.Helper()
	await(s.t, "a code that can be read", func() bool {
		bitmap, err := gozxing.NewBinaryBitmapFromImage(s.look())
		if err != nil {
			return false
		}
		result, err := qrcode.NewQRCodeReader().Decode(bitmap, nil)
		if err == nil {
			address = result.GetText()
		}
		return err == nil
	})
	return address
}

func TestWindowShowsAPhoneTheWayToSupport(t *testing.T) {
	d := newDesk(t, newPerson(t, newBox(t)))
	window := d.open()
	d.await(d.step(1))
	d.press("alt+4")
	d.await(d.say("support.phone"))
	wanted, err := d.guide.Address("support")
	must(t, err)
	if got := d.pointsPhone(); got != wanted {
		t.Errorf("it leads to %q instead of %q", got, wanted)
	}
	d.keep("support-phone")
	d.shut(window)
}
