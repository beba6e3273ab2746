//go:build linux

package main

import (
	"encoding/json"
	"io"
	"net/http"
	"time"
)

// plainPages are the pages over plain HTTP: those by which systems notice log-in
// pages, or the log-in page itself.
func (w World) plainPages() http.Handler {
	pages := http.NewServeMux()
	if w.Portal {
		pages.Handle("/", http.RedirectHandler("http://login.hotel.example/welcome", http.StatusFound))
		return pages
	}
	pages.HandleFunc("/generate_204", func(answer http.ResponseWriter, _ *http.Request) {
		answer.WriteHeader(http.StatusNoContent)
	})
	for path, text := range map[string]string{
		"/success.txt":              "success\n",
		"/connecttest.txt":          "Microsoft Connect Test",
		"/ncsi.txt":                 "Microsoft NCSI",
		"/check_network_status.txt": "NetworkManager is online\n",
		"/hotspot-detect.html":      "<HTML><HEAD><TITLE>Success</TITLE></HEAD><BODY>Success</BODY></HTML>",
		"/":                         "a page\n",
	} {
		pages.HandleFunc(path, func(answer http.ResponseWriter, _ *http.Request) {
			_, _ = io.WriteString(answer, text)
		})
	}
	return pages
}

// delayed makes pages take their time.
func (w World) delayed(pages http.Handler) http.Handler {
	return http.HandlerFunc(func(answer http.ResponseWriter, question *http.Request) {
		time.Sleep(w.Delay)
		pages.ServeHTTP(answer, question)
	})
}

// securePages are the pages over HTTPS, told apart by host.
func (w World) securePages() http.Handler {
	pages := http.NewServeMux()
	pages.Handle("/", World{}.plainPages())
	pages.HandleFunc("apresolve.spotify.com/", w.directory)
	pages.HandleFunc("spotify.statuspage.io/", w.statusFeed)
	return pages
}

// directory answers as Spotify's directory of servers does.
func (w World) directory(answer http.ResponseWriter, _ *http.Request) {
	if w.DirectoryStatus != http.StatusOK {
		http.Error(answer, "upstream unavailable", w.DirectoryStatus)
		return
	}
	send(answer, map[string][]string{
		"accesspoint": {"ap-gew4.spotify.com:4070", "ap-gew4.spotify.com:443", "ap-gew4.spotify.com:80"},
		"dealer":      {"gew4-dealer.spotify.com:443"},
		"spclient":    {"gew4-spclient.spotify.com:443"},
	})
}

// statusFeed answers as the summary of a Statuspage does.
func (w World) statusFeed(answer http.ResponseWriter, _ *http.Request) {
	indicator, incidents := "none", []any{}
	if w.Incident != "" {
		indicator = "major"
		incidents = append(incidents, map[string]any{
			"id": "1", "name": w.Incident, "impact": "major", "status": "investigating",
		})
	}
	send(answer, map[string]any{
		"page":                   map[string]string{"id": "1", "name": "Spotify", "url": "https://spotify.statuspage.io"},
		"status":                 map[string]string{"indicator": indicator, "description": "stand-in"},
		"components":             []any{},
		"incidents":              incidents,
		"scheduled_maintenances": []any{},
	})
}

func send(answer http.ResponseWriter, content any) {
	answer.Header().Set("Content-Type", "application/json")
	// A client that hangs up in the middle is nothing to report.
	_ = json.NewEncoder(answer).Encode(content)
}
