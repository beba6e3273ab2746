package network

import (
	"net/http"
	"strings"
	"testing"
	"time"
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

func FuzzClock(f *testing.F) {
	f.Add("Sun, 01 Mar 2026 12:00:00 GMT", "0")
	f.Add("Sunday, 01-Mar-26 12:00:00 GMT", "-1")
	f.Add("Sun Mar  1 12:00:00 2026", "99999999999999999999")
	f.Add("Sun, 01 Mar 9999 12:00:00 GMT", "2147483647")
	now := time.Date(2026, time.March, 1, 12, 0, 0, 0, time.UTC)
	f.Fuzz(func(t *testing.T, date, age string) {
		ahead, ok := clockAhead(now, http.Header{"Date": {date}, "Age": {age}})
		finding := judgeClock([]clockReading{{"one", ahead}, {"two", ahead}})
		if _, isNumber := finding.Args["Seconds"].(int64); ok && !isNumber {
			t.Fatalf("%q and %q are %v: %+v", date, age, ahead, finding)
		}
	})
}

func FuzzIssuer(f *testing.F) {
	f.Add("DigiCert Inc")
	f.Add("DigiCertainly not")
	f.Add("\xff\x00Let's Encrypt")
	f.Fuzz(func(t *testing.T, organisation string) {
		for _, authority := range publicAuthorities() {
			begins := beginsWithWords(organisation, authority)
			if begins && !strings.EqualFold(organisation[:len(authority)], authority) {
				t.Fatalf("%q is taken for %q", organisation, authority)
			}
		}
	})
}
