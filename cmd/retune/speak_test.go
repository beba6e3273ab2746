package main

import "testing"

func TestColumns(t *testing.T) {
	for text, want := range map[string]int{
		"": 0, "Hosts file": 10, "Größe": 5, "Gro\u0308ße": 5, "インターネット": 14, "인터넷 연결": 11, "VPN・接続": 9,
	} {
		if got := columns(text); got != want {
			t.Errorf("%q takes %d columns, want %d", text, got, want)
		}
	}
	if got := padded("接続", 6) + "|"; got != "接続  |" {
		t.Errorf("it is %q", got)
	}
}
