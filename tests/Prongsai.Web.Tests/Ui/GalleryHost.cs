using Prongsai.Testing;

namespace Prongsai.Web.Tests.Ui;

/// <summary>One <see cref="UiHost"/> in memory for a class of tests.</summary>
public sealed class GalleryHost : IAsyncLifetime
{
    public UiHost Host { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Host = await UiHost.Start();

    public ValueTask DisposeAsync() => Host.DisposeAsync();
}
