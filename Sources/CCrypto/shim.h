#pragma once
#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/params.h>
#include <openssl/pem.h>

/// Makes a context of "HMAC" ready for messages under a key, over SHA-256; 1 where that went well.
///
/// Parameters hold pointers to their texts, which Swift does not keep for longer than one call.
static inline int ccrypto_begin_hmac_sha256(EVP_MAC_CTX *context, const unsigned char *key, size_t size) {
    OSSL_PARAM parameters[] = {
        OSSL_PARAM_construct_utf8_string("digest", (char *)"SHA256", 0), OSSL_PARAM_construct_end()};
    return EVP_MAC_init(context, key, size, parameters);
}
