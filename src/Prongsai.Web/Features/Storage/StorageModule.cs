using Prongsai.Web.Platform.Modules;

namespace Prongsai.Web.Features.Storage;

/// <summary>Watches over the files of the store: every one is hashed once a day; what is lost or altered is shown and brought back.</summary>
internal sealed class StorageModule : IModule
{
    public const string Manage = "storage.manage";

    public static void Register(ModuleBuilder module) => module
        .Permission(Manage, "ดูแลไฟล์ในที่เก็บ และกู้ไฟล์ที่หายหรือเสียหาย")
        .Change("files.mended", "กู้ไฟล์ในที่เก็บ")
        .Menu("ไฟล์ในที่เก็บ", "/storage", Manage, order: 880, group: MenuGroup.System)
        .Periodic<CheckFiles>("check-files", "ตรวจไฟล์ในที่เก็บด้วยลายนิ้วมือ SHA-256", TimeSpan.FromDays(1))
        .Job<CheckFilesNow>("check-files-now", "ตรวจไฟล์ในที่เก็บตามที่สั่ง")
        .Job<MendFromBackups>("mend-from-backups", "กู้ไฟล์จากฉบับสำรอง");
}
