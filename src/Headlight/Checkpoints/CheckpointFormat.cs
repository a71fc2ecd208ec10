namespace Headlight.Checkpoints;

/// <summary>How a checkpoint stores its weights.</summary>
internal enum CheckpointFormat
{
    Safetensors,
    Gguf,
}
