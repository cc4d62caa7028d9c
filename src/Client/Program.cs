Console.WriteLine("jsccgrid");
