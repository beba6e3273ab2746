//go:build linux

package main

import (
	"encoding/json"
	"io"
	"net/http"
	"strings"
)

// plainPages are the pages over plain HTTP: those by which systems detect log-in pages, or
// what a portal sends instead: a "redirect", a "page", "denied" (status 511) or a "huge"
// page. "apple-passes" is a portal that lets Apple's page through, so that no log-in window
// appears on those computers.
func (w World) plainPages() http.Handler {
	const login = "<html><title>Welcome</title><body>Please log in.</body></html>"
	switch w.Pages {
	case "redirect":
		return http.RedirectHandler("http://login.hotel.example/welcome", http.StatusFound)
	case "page":
		return page(http.StatusOK, login)
	case "denied":
		return page(http.StatusNetworkAuthenticationRequired, login)
	case "huge":
		return page(http.StatusOK, login+strings.Repeat("<p>Our offers of today.</p>", 1<<20))
	}
	pages := http.NewServeMux()
	if w.Pages == "apple-passes" {
		pages.Handle("/", http.RedirectHandler("http://login.hotel.example/welcome", http.StatusFound))
		pages.Handle("captive.apple.com/", World{}.plainPages())
		return pages
	}
	pages.HandleFunc("/generate_204", func(answer http.ResponseWriter, _ *http.Request) {
		answer.WriteHeader(http.StatusNoContent)
	})
	pages.Handle("1.1.1.1/", http.RedirectHandler("https://1.1.1.1/", http.StatusMovedPermanently))
	pages.Handle("9.9.9.9/", http.RedirectHandler("https://quad9.net/", http.StatusMovedPermanently))
	for path, text := range map[string]string{
		"/success.txt":              "success\n",
		"/connecttest.txt":          "Microsoft Connect Test",
		"/ncsi.txt":                 "Microsoft NCSI",
		"/check_network_status.txt": "NetworkManager is online\n",
		"/hotspot-detect.html":      "<HTML><HEAD><TITLE>Success</TITLE></HEAD><BODY>Success</BODY></HTML>",
		"/":                         "a page\n",
	} {
		pages.Handle(path, page(http.StatusOK, text))
	}
	return pages
}

func page(status int, text string) http.Handler {
	return http.HandlerFunc(func(answer http.ResponseWriter, _ *http.Request) {
		answer.WriteHeader(status)
		_, _ = io.WriteString(answer, text)
	})
}

// securePages are the pages over HTTPS, selected by host.
func (w World) securePages() http.Handler {
	pages := http.NewServeMux()
	pages.Handle("/", World{}.plainPages())
	pages.HandleFunc("/dns-query", w.answerSecurely)
	pages.HandleFunc("apresolve.spotify.com/", w.directory)
	pages.HandleFunc("spotify.statuspage.io/", w.statusFeed)
	return pages
}

// directory answers like Spotify's directory of servers.
func (w World) directory(answer http.ResponseWriter, _ *http.Request) {
	if w.DirectoryStatus != 0 {
		http.Error(answer, "upstream unavailable", w.DirectoryStatus)
		return
	}
	send(answer, map[string][]string{
		"accesspoint": {
			"ap-gew4.spotify.com:4070", "ap-gew4.spotify.com:443", "ap-gew4.spotify.com:80",
			"ap-gue1.spotify.com:4070", "ap-gue1.spotify.com:443", "ap-gue1.spotify.com:80",
		},
		"dealer":   {"gew4-dealer.spotify.com:443"},
		"spclient": {"gew4-spclient.spotify.com:443"},
	})
}

// statusFeed answers like a Statuspage summary, or is "broken" or "huge", redirects
// ("elsewhere"), or is an HTML "page".
func (w World) statusFeed(answer http.ResponseWriter, question *http.Request) {
	switch w.Feed {
	case "broken":
		_, _ = io.WriteString(answer, `{"status": {"indicator": "none"`)
	case "huge":
		_, _ = io.WriteString(answer, `{"status": {"indicator": "major"}, "page": "`+strings.Repeat("x", 8<<20)+`"}`)
	case "elsewhere":
		http.Redirect(answer, question, "https://status.elsewhere.example/major", http.StatusFound)
	case "page":
		_, _ = io.WriteString(answer, "<html><body>All systems go to sleep.</body></html>")
	default:
		send(answer, w.summary())
	}
}

func (w World) summary() map[string]any {
	indicator, incidents := "none", []any{}
	if w.Incident != "" {
		indicator = "major"
		incidents = append(incidents, map[string]any{
			"id": "1", "name": w.Incident, "impact": "major", "status": "investigating",
		})
	}
	return map[string]any{
		"page":                   map[string]string{"id": "1", "name": "Spotify", "url": "https://spotify.statuspage.io"},
		"status":                 map[string]string{"indicator": indicator, "description": "stand-in"},
		"components":             []any{},
		"incidents":              incidents,
		"scheduled_maintenances": []any{},
	}
}

func send(answer http.ResponseWriter, content any) {
	answer.Header().Set("Content-Type", "application/json")
	// It is no error if a client hangs up halfway.
	_ = json.NewEncoder(answer).Encode(content)
}
