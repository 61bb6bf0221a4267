using System.Net;
using System.Net.Sockets;

namespace Prongsai.Web.Platform.Outside;

/// <summary>Which addresses of the Internet belong to the public and not to this machine, its network or a cloud's own services.</summary>
internal static class PublicAddresses
{
    /// <summary>Blocks that are not for the public (IANA's special-purpose registries for IPv4).</summary>
    private static readonly IPNetwork[] NotPublic =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24",
            "192.168.0.0/16", "192.175.48.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
        }.Select(IPNetwork.Parse),
    ];

    /// <summary>Of IPv6 only 2000::/3 is handed out to the public, and within it these are not plain addresses: Teredo, ORCHID, documentation, 6to4.</summary>
    private static readonly IPNetwork GivenOut = IPNetwork.Parse("2000::/3");

    private static readonly IPNetwork[] NotPlain = [.. new[] { "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20" }.Select(IPNetwork.Parse)];

    public static bool IsPublic(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
        {
            address = address.MapToIPv4();
        }
        return address.AddressFamily is AddressFamily.InterNetwork
            ? !Array.Exists(NotPublic, block => block.Contains(address))
            : address.AddressFamily is AddressFamily.InterNetworkV6 && GivenOut.Contains(address) && !Array.Exists(NotPlain, block => block.Contains(address));
    }
}
