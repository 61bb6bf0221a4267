using Prongsai.Web.Platform.Cycle;
using Prongsai.Web.Platform.Modules;

namespace Prongsai.Web.Features.Publication;

/// <summary>The office side of publishing: what may be published, what was, and the acts of publishing and withdrawing (system E2).</summary>
internal sealed class PublicationModule : IModule
{
    public static void Register(ModuleBuilder module) => module
        .Permission("publication.read", "ดูสถานะการเผยแพร่", impliedBy: "publication.publish")
        .Permission("publication.publish", "เผยแพร่และถอนการเผยแพร่")
        .Change("edition.published", "เผยแพร่")
        .Change("edition.withdrawn", "ถอนการเผยแพร่")
        .Menu("เผยแพร่", "/publication", "publication.read", order: 80, group: MenuGroup.Public)
        .Services(services => services.AddScoped<ICycleStop, PublicationStop>().AddScoped<ITaskSource, PublicationStop>())
        .Example<ExamplePublication>();
}
