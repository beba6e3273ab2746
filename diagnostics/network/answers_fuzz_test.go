package network

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func FuzzDirectoryAnswer(f *testing.F) {
	f.Add([]byte(`{"accesspoint":["ap-gew4.spotify.com:4070"]}`))
	f.Add([]byte(`{"accesspoint":["evil.example:443","AP.spotify.com:0","[::1]:80",".spotify.com:1"]}`))
	f.Add([]byte(`{"accesspoint":{}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		points, err := parseDirectory(body)
		if (err == nil) != (len(points) > 0) {
			t.Fatalf("%d points, error %v", len(points), err)
		}
		for _, point := range points {
			if point.Port == 0 || point.Host != "spotify.com" && !strings.HasSuffix(point.Host, ".spotify.com") {
				t.Fatalf("%+v is not Spotify's", point)
			}
			if strings.ContainsAny(point.Host, "/:@%[] \n\x00") {
				t.Fatalf("%+v is no host name", point)
			}
		}
	})
}

func FuzzStatusPage(f *testing.F) {
	f.Add([]byte(`{"status":{"indicator":"major"},"incidents":[{"name":"Log-in","status":"investigating"}]}`))
	f.Add([]byte(`{"status":{"indicator":"none"},"incidents":null}`))
	f.Add([]byte(`{"status":{"indicator":3}}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		status, err := parseStatus(body)
		if err != nil {
			return
		}
		finding := status.finding()
		title, _ := finding.Args["Incident"].(string)
		if utf8.RuneCountInString(title) > titleLimit {
			t.Fatalf("the title has %d characters", utf8.RuneCountInString(title))
		}
	})
}
