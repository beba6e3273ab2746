package main

import (
	"context"

	"retune/diagnostics/spotify"
	"retune/diagnostics/stability"
)

// clientState returns whether Spotify is connected, as a state of package stability. A client
// that has just started, or whose connections end at a proxy on this computer, counts as
// unsure.
func clientState(finder spotify.Finder) func(context.Context) stability.State {
	return func(ctx context.Context) stability.State {
		switch finder.Presence(ctx) {
		case spotify.Connected:
			return stability.Answered
		case spotify.Disconnected:
			return stability.Failed
		default:
			return stability.Unsure
		}
	}
}
