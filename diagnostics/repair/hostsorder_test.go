package repair

import (
	"errors"
	"strings"
	"testing"

	"retune/diagnostics"
)

func TestAnOrderIsTakenInItsOwnFormAlone(t *testing.T) {
	order := HostsOrder{Act: HostsOff, Stamp: hostsStamp, Before: [32]byte{1}, After: [32]byte{2}}
	if got, err := ParseHostsOrder(order.Arguments()); err != nil || got != order {
		t.Fatalf("%+v, %v", got, err)
	}
	back := HostsOrder{Act: HostsOn, Stamp: hostsStamp, Before: [32]byte{2}, After: [32]byte{1}}
	if got, err := ParseHostsOrder(back.Arguments()); err != nil || got != back {
		t.Fatalf("%+v, %v", got, err)
	}
	sum := order.Arguments()[2]
	for _, arguments := range [][]string{
		nil,
		{"off"},
		{"off", hostsStamp, sum},
		{"off", hostsStamp, sum, sum, "/etc/passwd"},
		{"OFF", hostsStamp, sum, sum},
		{"", hostsStamp, sum, sum},
		{"delete", hostsStamp, sum, sum},
		{"off", "now", sum, sum},
		{"off", hostsStamp + "\n0.0.0.0 bank.example", sum, sum},
		{"off", "20260301T120000.0Z", sum, sum},
		{"off", "20260301T120000,000Z", sum, sum},
		{"off", hostsStamp, strings.ToUpper(sum), sum + "00"},
		{"off", hostsStamp, sum[:62], sum},
		{"off", hostsStamp, "xx" + sum[2:], sum},
		{"off", hostsStamp, strings.Replace(sum, "0", "A", 1), sum},
	} {
		if got, err := ParseHostsOrder(arguments); !errors.Is(err, ErrHostsOrder) {
			t.Errorf("%q is taken for %+v, %v", arguments, got, err)
		}
	}
}

func TestAnOrdersEndIsKnownByItsStatus(t *testing.T) {
	for _, reason := range hostsReasons() {
		for _, sent := range []error{refuse(reason, nil, nil), &Unrepaired{Reason: reason}} {
			status := HostsStatus(sent)
			want, _ := Conclude(diagnostics.RepairHosts, sent)
			got, _ := Conclude(diagnostics.RepairHosts, hostsError(status, "/etc/hosts"))
			if status < 3 || status > 125 || got.Result != want.Result || got.Reason != want.Reason || got.Args["Path"] != "/etc/hosts" {
				t.Errorf("%s arrives with status %d as %+v", reason, status, got)
			}
		}
	}
	if HostsStatus(nil) != 0 || hostsError(0, "") != nil {
		t.Error("done is not done")
	}
	bad, strange := HostsStatus(ErrHostsOrder), HostsStatus(errElevated)
	for _, status := range []int{
		1, 2, 126, 127, -1, 137, bad, strange,
		hostsRefused - 1, hostsRefused + len(hostsReasons()), hostsUnrepaired - 1, hostsUnrepaired + len(hostsReasons()),
	} {
		var unrepaired *Unrepaired
		if err := hostsError(status, ""); !errors.As(err, &unrepaired) {
			t.Errorf("status %d: nobody knows what was done, and it says %v", status, err)
		}
	}
}
