using Prongsai.Web.Platform.Mail;

namespace Prongsai.Testing;

/// <summary>Keeps what would have been sent.</summary>
internal sealed class FakeMail : IMailSender
{
    private readonly List<(string Address, string Subject, string Text)> sent = [];

    public bool IsSet => true;

    public IReadOnlyList<(string Address, string Subject, string Text)> Sent
    {
        get
        {
            lock (sent)
            {
                return [.. sent];
            }
        }
    }

    public Task Send(string address, string subject, string text, CancellationToken stop)
    {
        lock (sent)
        {
            sent.Add((address, subject, text));
        }
        return Task.CompletedTask;
    }
}
