package network

import (
	"errors"
	"fmt"
	"unsafe"

	"golang.org/x/sys/windows"
)

// adapterBytes is what Microsoft recommends to begin with.
const adapterBytes = 15 << 10

// listAdapters returns what Windows says of its interfaces, by their index.
func listAdapters() (map[int]adapter, error) {
	const skipped = windows.GAA_FLAG_SKIP_UNICAST | windows.GAA_FLAG_SKIP_ANYCAST |
		windows.GAA_FLAG_SKIP_MULTICAST | windows.GAA_FLAG_SKIP_DNS_SERVER
	size := uint32(adapterBytes)
	for {
		buffer := make([]byte, size)
		first := (*windows.IpAdapterAddresses)(unsafe.Pointer(&buffer[0]))
		err := windows.GetAdaptersAddresses(windows.AF_UNSPEC, skipped, 0, first, &size)
		if errors.Is(err, windows.ERROR_BUFFER_OVERFLOW) && int(size) > len(buffer) {
			continue
		}
		if errors.Is(err, windows.ERROR_NO_DATA) {
			return nil, nil
		}
		if err != nil {
			return nil, fmt.Errorf("list the network adapters: %w", err)
		}
		return readAdapters(first), nil
	}
}

func readAdapters(first *windows.IpAdapterAddresses) map[int]adapter {
	adapters := map[int]adapter{}
	for each := first; each != nil; each = each.Next {
		is := adapter{kind: each.IfType, description: windows.UTF16PtrToString(each.Description)}
		adapters[int(each.IfIndex)] = is
		adapters[int(each.Ipv6IfIndex)] = is
	}
	return adapters
}
