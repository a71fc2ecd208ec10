using System.CommandLine;
using Headlight.Cli.Rendering;
using Headlight.Readings;

namespace Headlight.Cli.Commands;

/// <summary>`headlight models`: what is bundled, or what a path holds.</summary>
internal static class ModelsCommand
{
    public static Command Create(Screen screen)
    {
        var path = new Argument<string?>("PATH")
        {
            Description = "A model folder, .gguf file, or Hugging Face id in the local cache, to describe.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var command = new Command(
            "models", "Lists the bundled models, or says what a path holds.")
        {
            path,
        };
        command.SetAction(parsed => Run(screen, parsed.GetValue(path)));
        return command;
    }

    private static int Run(Screen screen, string? path)
    {
        if (path is null)
        {
            screen.Show(ModelTable.Of([.. BundledModel.All.Select(model => (model, Describe(model)))]));
            return 0;
        }
        var bundled = BundledModel.All.FirstOrDefault(model => model.Name == path);
        screen.Show(ModelCard.Of(TransformerModel.Describe(path), bundled));
        return 0;
    }

    // A bundled model that this version cannot read yet is listed with its note.
    private static ModelInfo? Describe(BundledModel model)
    {
        try
        {
            return TransformerModel.Describe(model.Path);
        }
        catch (HeadlightException) when (model.Note.Length > 0)
        {
            return null;
        }
    }
}
