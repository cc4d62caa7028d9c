// Reads Kubernetes objects, an array in JSON, from its input and prints what the published schemas say against each.
import { text } from "node:stream/consumers";

const schemas = {
  "keda.sh": "@kubernetes-models/keda",
  "monitoring.coreos.com": "@kubernetes-models/prometheus-operator",
  "gateway.networking.k8s.io": "@kubernetes-models/gateway-api",
};

for (const object of JSON.parse(await text(process.stdin))) {
  // Azure Monitor reads the Prometheus operator's resources under a group of its own.
  const apiVersion = object.apiVersion.replace(/^azmonitoring\./, "monitoring.");
  const group = apiVersion.split("/")[0];
  const models = await import(`${schemas[group] ?? "kubernetes-models"}/${apiVersion}`);
  try {
    new models[object.kind]({ ...object, apiVersion }).validate();
  } catch (error) {
    console.log(`${object.kind} ${object.metadata.name}: ${error.message}`);
  }
}
