using Prongsai.Web.Platform.Modules;
using Prongsai.Web.Platform.Rehearsing;

namespace Prongsai.Web.Features.Rehearsal;

/// <summary>The organisation assesses itself before the official window (system A6).</summary>
internal sealed class RehearsalModule : IModule
{
    public static void Register(ModuleBuilder module) => module
        .Permission("rehearsal.read", "ดูผลซ้อมประเมิน", impliedBy: "rehearsal.assess")
        .Permission("rehearsal.assess", "เล่นเป็นผู้ประเมิน ตัดสินข้อ OIT และเก็บผลซ้อม")
        .Permission("rehearsal.assign", "มอบหน่วยที่เล่นเป็นผู้ประเมินในการซ้อม")
        .Change("rehearsal.assigned", "มอบหน่วยผู้ประเมินของการซ้อม")
        .Change("rehearsal.decided", "ตัดสินข้อ OIT ในการซ้อมประเมิน")
        .Change("rehearsal.kept", "เก็บผลซ้อมประเมิน")
        .Services(services => services.AddScoped<ILastRehearsal, LastRehearsal>())
        .Menu("ซ้อมประเมิน", "/rehearsal", "rehearsal.read", order: 65, group: MenuGroup.Year)
        .Example<ExampleRehearsal>();
}
