"use strict";

const place = document.getElementById("docs");
SwaggerUIBundle({
  url: place.dataset.schema,
  domNode: place,
  deepLinking: true,
  defaultModelsExpandDepth: 0,
  // The badge would be asked for from another host.
  validatorUrl: null,
});
