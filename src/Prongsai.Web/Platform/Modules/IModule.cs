namespace Prongsai.Web.Platform.Modules;

/// <summary>An area of the product. It says what it brings; <c>Program.cs</c> names it once.</summary>
internal interface IModule
{
    static abstract void Register(ModuleBuilder module);
}

/// <summary>A class that does one deed (RecordGift). The marker by which it is registered, scoped, for injection.</summary>
internal interface IUseCase;
