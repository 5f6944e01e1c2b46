/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omm/dect-axi-element.h"

G_BEGIN_DECLS

/* The public key that an OMM shows when it is opened: secrets are sent as RSA PKCS#1 v1.5 with it, in base64 (facts/omm.md section
 * 10). The key comes over the link whose own key is pinned. */
typedef struct _DectAxiKey DectAxiKey;

/* From `<publicKey modulus exponent>` (hex) in the answer to `Open`; DECT_AXI_ERROR_ENCRYPTION. */
DectAxiKey *dect_axi_key_new (const DectAxiElement *greeting,
                              GError              **error);

void dect_axi_key_free (DectAxiKey *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DectAxiKey, dect_axi_key_free)

/* NULL with DECT_AXI_ERROR_ENCRYPTION, when the text is longer than the key takes. */
char *dect_axi_key_encrypt (DectAxiKey *self,
                            const char *text,
                            GError    **error);

G_END_DECLS
