/** The page at `/`, which `browser/main.mjs` fills. */
export const PAGE = `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>fake-vertex-ai</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/_fake/style.css">
<script type="module" src="/_fake/main.mjs"></script>
</head>
<body>
<header class="top">
  <h1>fake-vertex-ai</h1>
  <nav aria-label="Sections">
    <a href="#jobs">Jobs <span class="count" id="job-count"></span></a>
    <a href="#schedules">Schedules <span class="count" id="schedule-count"></span></a>
    <a href="#requests">Requests <span class="count" id="request-count"></span></a>
  </nav>
  <p class="now">The fake's time: <time id="now"></time></p>
</header>
<p class="stopped" role="alert"></p>
<main>
<section id="jobs" aria-labelledby="jobs-title">
  <div class="bar">
    <h2 id="jobs-title">Jobs</h2>
    <label for="job-search">Filter</label>
    <input id="job-search" type="search" placeholder="Name, state, label, region" autocomplete="off" spellcheck="false">
  </div>
  <div id="job-states" class="chips" role="group" aria-label="Show jobs in one state"></div>
  <table id="job-table">
    <thead><tr>
      <th scope="col">State</th><th scope="col">Job</th><th scope="col">Labels</th><th scope="col">Location</th>
      <th scope="col">Updated</th><th scope="col" class="end">Actions</th>
    </tr></thead>
  </table>
  <p class="empty" id="no-jobs"></p>
</section>
<section id="schedules" aria-labelledby="schedules-title">
  <div class="bar"><h2 id="schedules-title">Schedules</h2></div>
  <table id="schedule-table">
    <thead><tr>
      <th scope="col">State</th><th scope="col">Schedule</th><th scope="col">Cron</th><th scope="col">Location</th>
      <th scope="col">Next run</th><th scope="col" class="end">Runs</th>
    </tr></thead>
  </table>
  <p class="empty" id="no-schedules"></p>
</section>
<section id="requests" aria-labelledby="requests-title">
  <div class="bar">
    <h2 id="requests-title">Requests</h2>
    <label for="request-search">Search</label>
    <input id="request-search" type="search" placeholder="Method, path, query, status" autocomplete="off" spellcheck="false">
  </div>
  <table id="request-table">
    <thead><tr>
      <th scope="col">Status</th><th scope="col">Time</th><th scope="col">Method</th>
      <th scope="col">API method</th><th scope="col">Path</th>
    </tr></thead>
  </table>
  <p class="empty" id="no-requests"></p>
</section>
</main>
<p class="message toast" role="status"></p>
<dialog id="opened-job" closedby="any" aria-labelledby="opened-title">
  <div class="bar">
    <h2 id="opened-title"></h2>
    <button type="button" id="close-job">Close</button>
  </div>
  <p id="opened-name" class="code"></p>
  <p class="stopped" role="alert"></p>
  <div id="opened-controls"></div>
  <p class="message" role="status"></p>
  <pre id="opened-json" tabindex="0" role="region" aria-label="The job as JSON"></pre>
</dialog>
</body>
</html>
`;
