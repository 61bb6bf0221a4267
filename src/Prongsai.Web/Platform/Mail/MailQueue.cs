using System.Net;
using System.Net.Mail;
using Microsoft.EntityFrameworkCore;
using Prongsai.Web.Platform.Identity;
using Prongsai.Web.Platform.Jobs;
using Prongsai.Web.Platform.Modules;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Platform.Mail;

/// <summary>Hands a mail to the world.</summary>
internal interface IMailSender
{
    /// <summary>False where the installation has no mail server: nothing is sent and nothing is lost, the notice in the product stands.</summary>
    bool IsSet { get; }

    Task Send(string address, string subject, string text, CancellationToken stop);
}

/// <summary>Sends by SMTP to the server of PRONGSAI_SMTP, e.g. smtp://user:password@mail.example.go.th:587?from=ita@example.go.th; STARTTLS unless the server is this machine.</summary>
internal sealed class SmtpMail : IMailSender
{
    private readonly Uri? server = Uri.TryCreate(Environment.GetEnvironmentVariable("PRONGSAI_SMTP"), UriKind.Absolute, out var uri) && uri.Scheme is "smtp" ? uri : null;

    public bool IsSet => server is not null;

    public async Task Send(string address, string subject, string text, CancellationToken stop)
    {
        if (server is null)
        {
            throw new InvalidOperationException("No mail server is set.");
        }
        using var client = new SmtpClient(server.Host, server.IsDefaultPort || server.Port < 0 ? 25 : server.Port) { EnableSsl = !server.IsLoopback };
        if (server.UserInfo.Split(':', 2) is [var user, var password])
        {
            client.Credentials = new NetworkCredential(Uri.UnescapeDataString(user), Uri.UnescapeDataString(password));
        }
        var from = System.Web.HttpUtility.ParseQueryString(server.Query)["from"] ?? $"prongsai@{server.Host}";
        using var mail = new MailMessage(from, address, subject.ReplaceLineEndings(" "), text);
        await client.SendMailAsync(mail, stop);
    }
}

/// <summary>Asks for mail to be sent.</summary>
internal sealed class MailQueue(JobQueue jobs, IMailSender sender) : IUseCase
{
    /// <summary>Adds a mail to the current save. It goes to the address of the account when it is sent; the address is in no job and no log. Subject and text are Thai, plain, without personal data.</summary>
    public void Add(Guid accountId, string subject, string text)
    {
        if (sender.IsSet)
        {
            jobs.Add<SendMail>(new MailToSend(accountId, subject, text));
        }
    }
}

internal sealed record MailToSend(Guid AccountId, string Subject, string Text);

/// <summary>Sends one mail; an account without an address, or no longer active, gets none.</summary>
internal sealed class SendMail(AppDbContext db, IMailSender sender) : IJob
{
    public async Task Run(JobRun run, CancellationToken stop)
    {
        var mail = run.Arguments<MailToSend>();
        var address = await db.Set<Account>().AsNoTracking().Where(a => a.Id == mail.AccountId && a.Active).Select(a => a.Email).FirstOrDefaultAsync(stop);
        if (!string.IsNullOrEmpty(address))
        {
            await sender.Send(address, mail.Subject, mail.Text, stop);
        }
    }
}
