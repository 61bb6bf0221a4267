using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Mail;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using Prongsai.Web.Platform.Mail;

namespace Prongsai.Web.Tests.Mail;

/// <summary>Mail through a real SMTP server (aiosmtpd), which prints what it took.</summary>
public sealed class ByARealServer
{
    [Fact]
    public async Task A_Thai_mail_arrives_as_it_was_written()
    {
        var port = FreePort();
        using var server = Start(port);
        if (server is null)
        {
            Assert.Skip("python3-aiosmtpd is not on this machine: mail is not tried against a real server.");
        }
        var before = Environment.GetEnvironmentVariable("PRONGSAI_SMTP");
        try
        {
            Environment.SetEnvironmentVariable("PRONGSAI_SMTP", string.Create(CultureInfo.InvariantCulture, $"smtp://127.0.0.1:{port}?from=ita@example.go.th"));
            var mail = new SmtpMail();
            Assert.True(mail.IsSet);
            await UntilOpen(port);
            await mail.Send("officer@example.go.th", "แจ้งเตือน\r\nBcc: thief@evil.example", "มีเรื่องรอท่านพิจารณา\n.\nจบ", TestContext.Current.CancellationToken);
            var text = await Printed(server);
            Assert.Contains("officer@example.go.th", text, StringComparison.Ordinal);
            Assert.Contains("From: ita@example.go.th", text, StringComparison.Ordinal);
            // A line break in a subject is a blank; it begins no header.
            Assert.DoesNotMatch(new Regex("^Bcc:", RegexOptions.Multiline | RegexOptions.IgnoreCase, TimeSpan.FromSeconds(1)), text);
            var body = text.Split("\n\n", 2)[1].Split("------------ END")[0].Trim();
            Assert.Contains("มีเรื่องรอท่านพิจารณา", Decode(body), StringComparison.Ordinal);
            Assert.Contains("จบ", Decode(body), StringComparison.Ordinal);
        }
        finally
        {
            Environment.SetEnvironmentVariable("PRONGSAI_SMTP", before);
            server.Kill(entireProcessTree: true);
        }
    }

    [Fact]
    public async Task A_server_that_is_away_is_an_error_so_that_the_job_tries_again()
    {
        var before = Environment.GetEnvironmentVariable("PRONGSAI_SMTP");
        try
        {
            Environment.SetEnvironmentVariable("PRONGSAI_SMTP", string.Create(CultureInfo.InvariantCulture, $"smtp://127.0.0.1:{FreePort()}"));
            await Assert.ThrowsAsync<SmtpException>(() => new SmtpMail().Send("officer@example.go.th", "x", "x", TestContext.Current.CancellationToken));
        }
        finally
        {
            Environment.SetEnvironmentVariable("PRONGSAI_SMTP", before);
        }
    }

    private static Process? Start(int port)
    {
        if (!Directory.Exists("/usr/lib/python3/dist-packages/aiosmtpd"))
        {
            return null;
        }
        var start = new ProcessStartInfo("/usr/bin/python3") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in new[] { "-u", "-m", "aiosmtpd", "-n", "-l", string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{port}") })
        {
            start.ArgumentList.Add(argument);
        }
        return Process.Start(start);
    }

    private static async Task UntilOpen(int port)
    {
        for (var i = 0; i < 600; i++)
        {
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync(IPAddress.Loopback, port);
                return;
            }
            catch (SocketException)
            {
                await Task.Delay(100);
            }
        }
    }

    private static async Task<string> Printed(Process server)
    {
        var text = new StringBuilder();
        using var soon = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (await server.StandardOutput.ReadLineAsync(soon.Token) is { } line)
        {
            text.Append(line).Append('\n');
            if (line.Contains("END MESSAGE", StringComparison.Ordinal))
            {
                break;
            }
        }
        return text.ToString();
    }

    /// <summary>Base64 or quoted-printable, whichever the sender chose.</summary>
    private static string Decode(string body)
    {
        var joined = body.Replace("\n", "", StringComparison.Ordinal).Trim();
        try
        {
            return Encoding.UTF8.GetString(Convert.FromBase64String(joined));
        }
        catch (FormatException)
        {
            var bytes = new List<byte>();
            var soft = body.Replace("=\n", "", StringComparison.Ordinal);
            for (var i = 0; i < soft.Length; i++)
            {
                if (soft[i] is '=' && i + 2 < soft.Length)
                {
                    bytes.Add(Convert.ToByte(soft.Substring(i + 1, 2), 16));
                    i += 2;
                }
                else
                {
                    bytes.AddRange(Encoding.UTF8.GetBytes([soft[i]]));
                }
            }
            return Encoding.UTF8.GetString([.. bytes]);
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
