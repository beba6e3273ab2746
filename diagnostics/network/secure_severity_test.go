package network

import (
	"context"
	"io"
	"testing"
	"testing/synctest"

	"retune/diagnostics"
)

// In a slow network some are late; when none answers, or somebody refuses, that is no slowness.
func TestLateHandshakesAccuseNobody(t *testing.T) {
	place := func(i int, err error) shakenHands {
		return shakenHands{securePlace: securePlaces()[i], issuer: issuer{public: true}, err: err}
	}
	late := context.DeadlineExceeded
	for name, test := range map[string]struct {
		shaken []shakenHands
		want   diagnostics.Observation
	}{
		"some are silent":               {[]shakenHands{place(0, nil), place(1, late), place(2, late), place(3, nil)}, diagnostics.SawUncompared},
		"all are":                       {[]shakenHands{place(0, late), place(1, late), place(2, late), place(3, late)}, diagnostics.SawCutOff},
		"all are, but what is optional": {[]shakenHands{place(0, late), place(1, late), place(4, nil)}, diagnostics.SawCutOff},
		"one is silent, one is cut off": {[]shakenHands{place(0, nil), place(1, late), place(2, io.ErrUnexpectedEOF)}, diagnostics.SawCutOff},
	} {
		d := newDiagnosis(Doors{})
		d.noteConnect(slowConnect + 1)
		if got := d.judgeSecure(t.Context(), test.shaken); got.Observation != test.want {
			t.Errorf("%s: saw %q, want %q", name, got.Observation, test.want)
		}
	}
}

func TestOneUnansweredHandshakeMayBeChance(t *testing.T) {
	dealer, login := securePlaces()[0], securePlaces()[2]
	fine := shakenHands{securePlace: securePlaces()[1], issuer: issuer{public: true}}
	silent := func(place securePlace) shakenHands {
		return shakenHands{securePlace: place, err: context.DeadlineExceeded}
	}
	for name, test := range map[string]struct {
		shaken []shakenHands
		want   diagnostics.Observation
	}{
		"one is silent":   {[]shakenHands{silent(dealer), fine}, diagnostics.SawUnreachable},
		"two are silent":  {[]shakenHands{silent(dealer), fine, silent(login)}, diagnostics.SawCutOff},
		"one was cut off": {[]shakenHands{fine, {securePlace: login, err: io.ErrUnexpectedEOF}}, diagnostics.SawCutOff},
	} {
		if got := (&diagnosis{}).judgeSecure(t.Context(), test.shaken); got.Observation != test.want {
			t.Errorf("%s: saw %q, want %q", name, got.Observation, test.want)
		}
	}
}

// Where several handshakes take long, only one is begun a second time.
func TestOneLateHandshakeIsBegunAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d, again := newDiagnosis(Doors{}), 0
		for range 3 {
			if d.mayShakeAgain(t.Context()) {
				again++
			}
		}
		if again != 1 {
			t.Errorf("%d were begun again", again)
		}
	})
}
