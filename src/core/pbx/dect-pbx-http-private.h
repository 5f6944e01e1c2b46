/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <libsoup/soup.h>

#include "pbx/dect-pbx-certificate.h"

G_BEGIN_DECLS

/* One connection to the profile's PBX. Blocks in the thread that made it, on a main context of its
 * own. refused: the certificate for which the last message was not sent. */
typedef struct
{
  DectPbxProfile *profile;
  GUri *origin;
  char *auth_name;
  char *auth_value;
  guint retry_unit_ms;
  guint pause_ms; /* between two messages; 0 = none */
  gint64 last_us; /* when the last one began; 0 = none yet */
  GMainContext *context;
  SoupSession *session;
  DectPbxCertificate *refused;
} DectPbxHttp;

/* url: absolute, from the profile. Preconditions with their quotes. */
typedef struct
{
  const char *method;
  const char *url;
  const char *accept;
  GBytes *body; /* JSON; NULL = none */
  const char *if_match;
  const char *if_none_match;
  const char *idempotency_key;
  gsize max_bytes;
} DectPbxHttpRequest;

/* An answer of any status. sent: the request may have reached the PBX, even when there is no
 * answer. */
typedef struct
{
  guint status;
  SoupMessageHeaders *headers;
  GBytes *body;
  gboolean sent;
} DectPbxHttpAnswer;

void dect_pbx_http_answer_clear (DectPbxHttpAnswer *answer);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (DectPbxHttpAnswer, dect_pbx_http_answer_clear)

DectPbxHttp *dect_pbx_http_new (DectPbxProfile *profile,
                                const char *password,
                                guint retry_unit_ms,
                                gboolean throttled,
                                GError **error);
void dect_pbx_http_free (DectPbxHttp *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DectPbxHttp, dect_pbx_http_free)

/* Sends one message to one address, and reads at most max_bytes of its answer. */
gboolean dect_pbx_http_exchange (DectPbxHttp *self,
                                 const DectPbxHttpRequest *request,
                                 GUri *uri,
                                 DectPbxHttpAnswer *answer,
                                 GCancellable *cancellable,
                                 GError **error);

/* Waits on the context, at most until cancelled. */
gboolean
dect_pbx_http_wait (DectPbxHttp *self, guint wait_ms, GCancellable *cancellable, GError **error);

/* Shakes hands with the profile's address and hangs up; what certificate it has. */
DectPbxCertificate *
dect_pbx_http_probe (DectPbxHttp *self, GCancellable *cancellable, GError **error);

/*
 * Sends, reads at most max_bytes, follows redirects of a GET inside the origin, waits and tries
 * again as the status and Retry-After say. Statuses that are no success are answers, not errors.
 * Errors: UNREACHABLE TIMEOUT TLS TRUNCATED TOO_LARGE REDIRECT NOT_API, G_IO_ERROR_CANCELLED.
 */
gboolean dect_pbx_http_send (DectPbxHttp *self,
                             const DectPbxHttpRequest *request,
                             DectPbxHttpAnswer *answer,
                             GCancellable *cancellable,
                             GError **error);

G_END_DECLS
