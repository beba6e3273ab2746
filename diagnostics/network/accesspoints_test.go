package network

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// One access point alone may be dead: the second that was named is tried after it, and
// where none was named, the one that the client falls back to.
func TestWhichAccessPointsAreTried(t *testing.T) {
	named := []AccessPoint{{"one", 4070}, {"one", 443}, {"two", 4070}, {"two", 443}, {"two", 80}, {"three", 80}, {"three", 4070}}
	for _, test := range []struct {
		name  string
		named []AccessPoint
		want  []AccessPoint
	}{
		{"several", named, []AccessPoint{{"one", 4070}, {"one", 443}, {"two", 80}, {"two", 4070}, {"two", 443}, {"three", 80}}},
		{"one", named[:2], []AccessPoint{{"one", 4070}, {"one", 443}, {fallbackAccessPoint, 80}}},
		{"none", nil, []AccessPoint{{fallbackAccessPoint, 4070}, {fallbackAccessPoint, 443}, {fallbackAccessPoint, 80}}},
	} {
		if difference := cmp.Diff(test.want, pickAccessPoints(test.named)); difference != "" {
			t.Errorf("%s (-want +got):\n%s", test.name, difference)
		}
	}
}
