package assets

import (
	"bytes"
	"encoding/xml"
	"errors"
	"image/png"
	"io"
	"os"
	"testing"
)

func TestTheIcons(t *testing.T) {
	picture, err := png.Decode(bytes.NewReader(IconPNG()))
	if err != nil {
		t.Fatal(err)
	}
	if size := picture.Bounds().Size(); size.X != 512 || size.Y != 512 {
		t.Errorf("the icon is %v pixels", size)
	}
	drawing, err := os.ReadFile("icon.svg")
	if err != nil {
		t.Fatal(err)
	}
	wellFormed(t, "icon", drawing)
}

func TestThePictures(t *testing.T) {
	for _, name := range []string{"offline-mode-windows", "offline-mode-macos", "offline-mode-linux", "offline-mode-iphone", "offline-mode-android"} {
		drawing, err := Picture(name)
		if err != nil {
			t.Error(err)
		}
		wellFormed(t, name, drawing)
	}
	if _, err := Picture("../icon"); err == nil {
		t.Error("a name leads out of the folder of pictures")
	}
}

func TestTheIconCannotBeChanged(t *testing.T) {
	IconPNG()[0] = 0
	if IconPNG()[0] == 0 {
		t.Error("one caller changed the icon for all others")
	}
}

func wellFormed(t *testing.T, name string, drawing []byte) {
	t.Helper()
	decoder := xml.NewDecoder(bytes.NewReader(drawing))
	for {
		_, err := decoder.Token()
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			t.Errorf("%s: %v", name, err)
			return
		}
	}
}
