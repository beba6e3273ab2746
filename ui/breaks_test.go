package ui

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
)

func TestWhereALineMayEnd(t *testing.T) {
	for words, want := range map[string]string{
		"Spotify’s servers answer. 18 ms": "Spotify’s servers answer. 18 ms",
		"서버가 응답하지 않아요":                    "서버가 응답하지 않아요",
		"hostsファイルの14行目が、Spotifyを止めています。": "hostsファイルの|14行目が、|Spotifyを|止めています。",
		"「設定」を開き、「オフライン」（お使いの機器）をタップします。": "「設定」|を|開き、|「オフライン」|（お使いの|機器）|を|タップします。",
		"ルーターの電源":                         "ルーターの|電源",
	} {
		if got := strings.ReplaceAll(breakable(words), string(softBreak), "|"); got != want {
			t.Errorf("%q, want %q", got, want)
		}
		if got := unbroken(breakable(words)); got != words {
			t.Errorf("%q is not %q any more", got, words)
		}
	}
}

// TestNoLineBeginsWithASign checks all states in Japanese, in a window of the minimum and of
// the initial size.
func TestNoLineBeginsWithASign(t *testing.T) {
	instructions, said, err := speak("ja")
	if err != nil {
		t.Fatal(err)
	}
	for name, scene := range scenes(t) {
		r := scene()
		r.SetLanguage(instructions, said)
		r.finishAsked(name)
		for _, size := range []fyne.Size{{Width: leastWidth, Height: leastHeight}, {Width: openWidth, Height: openHeight}} {
			r.window.Resize(size)
			for _, shown := range r.prints() {
				if strings.ContainsRune("、。」）・ー！？っゃゅょ", []rune(shown.text)[0]) {
					t.Errorf("%s at %v: a line begins with %q", name, size, shown.text)
				}
			}
		}
	}
}
