// Pulumi resources that stop Vertex AI jobs of every kind, one or all that match, and wait until they have stopped.
package vertexjobs
