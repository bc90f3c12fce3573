/**
 * The code of a dynamic resource, which travels as text in its `__provider` input and in its state.
 *
 * A constant, so that Pulumi's closure serializer has nothing to do: state stays small, an upgrade of this package is no
 * change, and delete and refresh run the version that is installed then. All it does is to load that version from the
 * stack's folder, which may be this package's own. It loads it before the first request is handed over, since the package
 * reads what the SDK drops of requests. It decides a delete that has nothing to do by itself, so that a resource and this
 * package can be removed together. `configure` is synchronous: the provider process does not wait for it before a second
 * call.
 *
 * It is part of the state of every resource there is: keep it as it is, byte for byte.
 *
 * @param type - the resource's class.
 */
export function stubOf(type: string): string {
  return `"use strict";exports.handler=()=>{let c,p,e,n="pulumi-vertex-pipeline-jobs",w=process.cwd();try{p=require("module").createRequire(w+"/")(n+"/provider")}catch(x){e=x}const s={configure(r){c=r.config}};for(const m of["check","diff","create","read","update","delete"])s[m]=async(...a)=>{const o=a[1];if(m=="delete"&&o.cancelOn&&!o.cancelOn.includes(m)&&!o.resumeSchedulesOnDelete)return;if(p)return p.handle("${type}",m,c,a);a=Error(n+" is not installed (or built) in "+w+": run npm install (npm run build). "+/.*/.exec(e.message));a.stack="";throw a};return s}`;
}
