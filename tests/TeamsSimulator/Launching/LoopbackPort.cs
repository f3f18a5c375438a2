using System.Net;
using System.Net.Sockets;

namespace TeamsSimulator.Launching;

internal static class LoopbackPort
{
    /// <summary>A port that was free a moment ago; whoever takes it must be ready to be too late.</summary>
    public static int Free()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public static int FreeFrom(int port)
    {
        while (!IsFree(port))
            port++;
        return port;
    }

    public static bool IsFree(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port) { ExclusiveAddressUse = true };
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
