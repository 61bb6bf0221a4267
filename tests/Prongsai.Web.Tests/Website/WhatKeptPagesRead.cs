using System.Diagnostics;
using System.Net;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Prongsai.Testing;
using Prongsai.Web.Platform.Examples;
using Prongsai.Web.Platform.Organisations;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Tests.Website;

/// <summary>
/// A page that is kept until the public state changes may read only what raises that state: a table without its trigger would leave the old
/// page standing. Whoever adds such a table calls <c>shown_to_public</c> in its migration.
/// </summary>
public sealed partial class WhatKeptPagesRead
{
    /// <summary>Their rows never change what a page shows: files are never altered, an organisation's particulars are in the key, a manual gives only its number, enclosures and steps of an approved memorandum are closed with it.</summary>
    private static readonly HashSet<string> NeedNone = new(["files", "organisations", "manuals", "memo_enclosures", "memo_steps"], StringComparer.Ordinal);

    [Fact]
    public async Task Raises_the_mark_when_it_changes()
    {
        await using var site = new Site(withOrganisation: false);
        await site.Ready();
        await FirstStart.Run(site.Services, TestContext.Current.CancellationToken);
        await site.RunJobs();
        var organisation = (await site.Services.GetRequiredService<OrganisationDirectory>().All(TestContext.Current.CancellationToken)).Single().Id;
        using var anyone = await site.Anyone();
        var kept = await Crawl(anyone);
        Assert.True(kept.Count > 30, $"Only {kept.Count} kept pages were found.");

        var read = new Dictionary<string, string>(StringComparer.Ordinal);
        var current = "";
        using (DiagnosticListener.AllListeners.Subscribe(new Each<DiagnosticListener>(listener =>
        {
            if (listener.Name == DbLoggerCategory.Name)
            {
                listener.Subscribe(new Each<KeyValuePair<string, object?>>(happened =>
                {
                    if (happened.Value is CommandEventData { Context: AppDbContext db } command && current.Length > 0 && db.OrganisationId == organisation)
                    {
                        lock (read)
                        {
                            foreach (Match table in Tables().Matches(command.Command.CommandText))
                            {
                                read.TryAdd(table.Groups[1].Value, current);
                            }
                        }
                    }
                }), (name, _, _) => name == RelationalEventId.CommandExecuting.Name);
            }
        })))
        {
            foreach (var path in kept)
            {
                current = path;
                // With a query no page is answered from memory.
                await anyone.Get(path + "?drawn=anew");
            }
            current = "";
        }
        Assert.Contains("contents", read.Keys);
        var marked = await site.QueryIn(organisation, db => db.Database.SqlQuery<string>($"select tgrelid::regclass::text as \"Value\" from pg_trigger where tgname = 'touch_public_mark'").ToListAsync());
        Assert.Empty(read.Where(r => !NeedNone.Contains(r.Key) && !marked.Contains(r.Key, StringComparer.Ordinal)).Select(r => $"{r.Value} reads {r.Key}, whose changes do not raise the public mark"));
    }

    private static async Task<IReadOnlyList<string>> Crawl(Visitor anyone)
    {
        var (found, waiting, kept) = (new HashSet<string>(["/home"], StringComparer.Ordinal), new Queue<string>(["/home"]), new List<string>());
        while (waiting.TryDequeue(out var path))
        {
            var answer = await anyone.Get(path);
            if (answer.Status is not HttpStatusCode.OK || answer.Response.Content.Headers.ContentType?.MediaType != "text/html")
            {
                continue;
            }
            if (answer.Response.Headers.ETag is not null)
            {
                kept.Add(path);
            }
            foreach (Match link in Links().Matches(answer.Body))
            {
                var address = link.Groups[1].Value;
                if (!address.StartsWith("/sign-in", StringComparison.Ordinal) && found.Add(address))
                {
                    waiting.Enqueue(address);
                }
            }
        }
        return kept;
    }

    private sealed class Each<T>(Action<T> act) : IObserver<T>
    {
        public void OnCompleted()
        {
        }

        public void OnError(Exception error)
        {
        }

        public void OnNext(T value) => act(value);
    }

    [GeneratedRegex(@"(?:FROM|JOIN) ""?([a-z_]+)""?(?: AS|\b)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Tables();

    [GeneratedRegex(@"<a\b[^>]*?\shref=""(/(?!/)[^""#?]*)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Links();
}
