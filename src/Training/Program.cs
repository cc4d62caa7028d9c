using TorchSharp;
var y = torch.randn(3).sum().item<float>();
Console.WriteLine(float.IsFinite(y));
