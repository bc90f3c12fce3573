/**
 * The code of a dynamic resource, which travels as text in its `__provider` input and in its state.
 *
 * A constant, so that Pulumi's closure serializer has nothing to do: state stays small, an upgrade of this package is no
 * change, and delete and refresh run the version that is installed then.
 *
 * * It loads that version from the stack's folder, which may be this package's own. If only a library of a workspace
 *   depends on the package, it is not found there. Then the stub looks from the SDK's place, the first argument of the
 *   process, from which pnpm's hoist folder is reached.
 * * It loads the package before the first request is handed over, because the package reads what the SDK drops of requests.
 * * It decides a delete that has nothing to do by itself, so that a resource and this package can be removed together.
 * * `configure` is synchronous: the provider process does not wait for it before a second call.
 *
 * It is part of the state of every resource there is: keep it as it is, byte for byte.
 *
 * @param type - the resource's class.
 */
export function stubOf(type: string): string {
  return `exports.handler=()=>{let c,p,e,n="pulumi-vertex-jobs",w=process.cwd(),s={configure(r){c=r.config}};for(let f of[w+"/",process.argv[1]])try{p??=require("module").createRequire(f)(n+"/provider")}catch(x){e??=/.*/.exec(x.message)}for(let m of["check","diff","create","read","update","delete"])s[m]=async(...a)=>{let o=a[1];if(m!="delete"||o.cancelOn?.includes(m)!=0||o.resumeSchedulesOnDelete){if(p)return p.handle("${type}",m,c,a);a=Error("cannot load "+n+" in "+w+": "+e+(/dist/.test(e)?". Run npm run build":". Install it there; do not bundle it"));a.stack="";throw a}};return s}`;
}
