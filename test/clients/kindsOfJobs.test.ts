import assert from "node:assert/strict";
import type { Enum, Field } from "protobufjs";
import { JOB_KINDS } from "../../src/testing/state/jobKinds";
import { answerType, messageType } from "./apiProtos";

const PARENT = "projects/p/locations/us-central1";
const SET_FOR_EVERY_KIND = ["name", "createTime", "startTime", "endTime", "updateTime", "state", "error"];

for (const version of ["v1", "v1beta1"] as const) {
  for (const kind of JOB_KINDS) {
    const { collection, typeName } = kind;
    const type = (name: string) => messageType(`google.cloud.aiplatform.${version}.${name}`);
    const behaving = (behavior: string) =>
      Object.values(type(typeName).fields).flatMap(({ name, options }) =>
        JSON.stringify(options?.["(google.api.field_behavior)"] ?? "").includes(behavior) ? [name] : [],
      );

    describe(`The ${collection} of FakeVertexAi in ${version}`, () => {
      it("have the fields that the proto has", () => {
        assert.deepEqual(Object.keys(kind.message[version]).sort(), Object.keys(type(typeName).fields).sort());
      });

      it("have the states that the proto has, in the order of their numbers", () => {
        const { values } = (type(typeName).fields.state as Field).resolve().resolvedType as Enum;
        assert.deepEqual(
          kind.states.map((name) => values[name]),
          kind.states.map((_, number) => number),
        );
        assert.equal(kind.states.length, Object.keys(values).length);
      });

      it("require what the proto requires", () => {
        const required = kind.required.flatMap(([first = ""]) => (first.includes(".") ? [] : [first]));
        // The proto requires nothing of a pipeline job, which the service refuses without a specification.
        assert.deepEqual(required, collection === "pipelineJobs" ? ["pipelineSpec"] : behaving("REQUIRED"));
      });

      it("take no field from a client that the proto marks as output only", () => {
        const taken = behaving("OUTPUT_ONLY").filter(
          (field) => !SET_FOR_EVERY_KIND.includes(field) && !kind.outputOnly.includes(field),
        );
        assert.deepEqual(taken, []);
        const known = Object.keys(kind.message.v1beta1);
        assert.deepEqual(
          kind.outputOnly.filter((field) => !known.includes(field)),
          [],
        );
      });

      it("have the methods that the proto has", () => {
        const parent = `/${version}/${PARENT}/${collection}`;
        assert.notEqual(answerType("post", `${parent}/1:cancel`), undefined);
        assert.equal(answerType("delete", `${parent}/1`) !== undefined, kind.canBeDeleted);
        assert.equal(answerType("post", `${parent}:batchCancel`) !== undefined, kind.hasBatches);
        const { fields } = type(`List${typeName}sRequest`);
        assert.equal(fields.readMask !== undefined, kind.hasReadMask);
        assert.equal(fields.orderBy !== undefined, kind.orderBy.length > 0);
      });
    });
  }
}
